# Writes the settings of Trust Ready into the registry, for Chrome, Edge and Firefox.
# Run with the rights of an administrator, or as a platform script in Intune.
$ErrorActionPreference = 'Stop'

$settings = @'
{
  "supportName": "IT Service Desk",
  "supportEmail": "help@example.com",
  "supportPhone": "+1 206 555 0100",
  "supportUrl": "https://desk.example.com/new?code={code}&verdict={verdict}&cause={cause}",
  "approvedInspectors": ["0000000000000000000000000000000000000000000000000000000000000000"],
  "baseline": "www.example.com",
  "endpoints": ["s3.amazonaws.com"],
  "hiddenSections": ["history"],
  "watchConsole": false
}
'@ | ConvertFrom-Json

$places = @(
  'HKLM:\SOFTWARE\Policies\Google\Chrome\3rdparty\extensions\CHROME_EXTENSION_ID\policy'
  'HKLM:\SOFTWARE\Policies\Microsoft\Edge\3rdparty\extensions\EDGE_EXTENSION_ID\policy'
  'HKLM:\SOFTWARE\Policies\Mozilla\Firefox\3rdparty\Extensions\trust-ready@extensions.example'
)

foreach ($place in $places) {
  if (Test-Path -LiteralPath $place) { Remove-Item -LiteralPath $place -Recurse -Force }
  New-Item -Path $place -Force | Out-Null
  foreach ($setting in $settings.PSObject.Properties) {
    $name, $value = $setting.Name, $setting.Value
    if ($value -is [array]) {
      New-Item -Path "$place\$name" -Force | Out-Null
      for ($index = 0; $index -lt $value.Count; $index += 1) {
        New-ItemProperty -LiteralPath "$place\$name" -Name ($index + 1) -Value $value[$index] -PropertyType String | Out-Null
      }
    } elseif ($value -is [bool]) {
      New-ItemProperty -LiteralPath $place -Name $name -Value ([int]$value) -PropertyType DWord | Out-Null
    } else {
      New-ItemProperty -LiteralPath $place -Name $name -Value $value -PropertyType String | Out-Null
    }
  }
}
