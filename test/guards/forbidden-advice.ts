/**
 * Advice that no message may give, by language: to weaken certificate checks or to go on past a warning. Whoever adds a
 * locale adds its list; a locale without one fails the guard. `caught` are sentences that the patterns must catch.
 */
interface ForbiddenAdvice {
  patterns: readonly RegExp[];
  caught: readonly string[];
}

export const FORBIDDEN_ADVICE: Record<string, ForbiddenAdvice> = {
  en: {
    patterns: [
      /\b(?:switch|turn)(?:ing)? off (?:all |the |your )?(?:certificate|tls|ssl|revocation|security)\b/i,
      /\b(?:switch|turn)(?:ing)? (?:all |the |your )?(?:certificate|tls|ssl|revocation)[\w ]{0,30} off\b/i,
      /\b(?:disable|skip|bypass)(?! by)[\w ]{0,20}(?:certificate|tls|ssl|revocation)[\w ]{0,20}(?:check|verif|valid)/i,
      /(?:^|[.:;,”] |\b(?:then|and|please) )(?:accept|ignore|click through) (?:any |all |the |this )?(?:certificate )?(?:warning|error)/i,
      /\b(?:proceed|continue|go on) (?:anyway|regardless|past the warning)/i,
    ],
    caught: [
      "Switch certificate checking off.",
      "Turn off TLS inspection and certificate checks.",
      "If that fails, disable the certificate check.",
      "Open the page, then ignore the warning.",
      "Choose Advanced and proceed anyway.",
    ],
  },
  de: {
    patterns: [
      /\bschalte\w* [^.]*(?:zertifikat|tls|sperrprüfung)[^.]*\b(?:ab|aus)\b/i,
      /(?:zertifikat|tls|sperrprüfung)[^.]*\b(?:ab|aus)schalten\b/i,
      /\b(?:deaktivier|umgeh|überspring)\w* [^.]*(?:zertifikat|tls|sperr|warnung)/i,
      /\b(?:ignorier|übergeh|bestätig)\w* [^.]*(?:warnung|zertifikatsfehler)/i,
      /\btrotzdem (?:fortfahren|weiter)/i,
    ],
    caught: [
      "Schalten Sie die Zertifikatsprüfung ab.",
      "Sie können die Zertifikatsprüfung abschalten.",
      "Deaktivieren Sie die Zertifikatsprüfung.",
      "Ignorieren Sie die Warnung.",
      "Klicken Sie auf „trotzdem fortfahren“.",
    ],
  },
};
