/** A connection that is ended gently: what was written arrives, and is read, before the end of it does. */
import type net from "node:net";
import { Duplex } from "node:stream";

/** Long enough for a client that deems the handshake done to begin waiting for an answer. */
const DELAY_MS = 100;

/**
 * The same connection, a little late in all that it writes; destroying it sends what was written and then, later
 * still, its end. A socket that is closed at once takes the alert that was sent just before along with it: the
 * client may see a reset, or an end, or the alert.
 */
export function lingering(socket: net.Socket): Duplex {
  const gentle = new Duplex({
    read: () => void socket.resume(),
    write(bytes: Buffer, _encoding, done) {
      setTimeout(() => socket.writable && socket.write(bytes), DELAY_MS);
      done();
    },
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
