package org.carejourney;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that breaks when it is told to. */
public final class Wire implements Closeable {

  private final ServerSocket door;
  private final int server;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong said = new AtomicLong();

  public Wire(int server) {
    try {
      this.server = server;
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::open);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Each connection from now on breaks when the server has said so many bytes. */
  public void breaksAfter(long bytes) {
    left.set(bytes);
  }

  public void isWhole() {
    left.set(Long.MAX_VALUE);
  }

  /** How often who connects here has said something. */
  public long said() {
    return said.get();
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
        thread(() -> pass(here, there, Long.MAX_VALUE, said));
        thread(() -> pass(there, here, left.get(), new AtomicLong()));
      } catch (IOException e) {
        // The door is closed, or the server has gone.
      }
    }
  }

  private static void pass(Socket from, Socket to, long most, AtomicLong times) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[4096];
      long passed = 0;
      for (int read = in.read(bytes); read >= 0 && passed < most; read = in.read(bytes)) {
        times.incrementAndGet();
        out.write(bytes, 0, (int) Math.min(read, most - passed));
        out.flush();
        passed += read;
      }
    } catch (IOException e) {
      // Broken, as it should be.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
