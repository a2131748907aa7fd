/** A connection that is ended gently: what was written arrives before the end of it does. */
import type net from "node:net";
import { Duplex } from "node:stream";

/** Long enough for a client that deems the handshake done to begin waiting for an answer. */
const DELAY_MS = 100;

/**
 * The same connection, except that destroying it sends all that was written and then its end. A socket that
 * is closed while bytes wait to be read is reset, and the other side may lose an alert sent just before.
 */
export function lingering(socket: net.Socket): Duplex {
  const gentle = new Duplex({
    read: () => void socket.resume(),
    write: (bytes: Buffer, _encoding, done) =>
      void setTimeout(() => socket.write(bytes, done), DELAY_MS),
    final: (done) => void socket.end(done),
    destroy(error, done) {
      setTimeout(() => socket.end(), 2 * DELAY_MS);
      socket.resume();
      done(error);
    },
  });
  socket.on("data", (bytes) => {
    if (!gentle.destroyed && !gentle.push(bytes)) socket.pause();
  });
  socket.on("end", () => gentle.push(null));
  socket.on("close", () => gentle.destroy());
  return gentle;
}
