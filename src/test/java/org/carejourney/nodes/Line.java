package org.carejourney.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server that can be cut: then all calls on it break off, and new ones too. */
final class Line implements AutoCloseable {

  private final ServerSocket door;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean whole = true;

  private Line(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  /**
   * @param server its port on this machine
   */
  static Line to(int server) {
    try {
      Line line = new Line(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
      daemon(line::welcome);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    whole = false;
    open.forEach(Line::hangUp);
  }

  void mend() {
    whole = true;
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        open.add(caller);
        if (whole) {
          connect(caller);
        } else {
          hangUp(caller);
        }
      } catch (IOException e) {
        // The server was not there, or we are closed: the next call shows which.
      }
    }
  }

  private void connect(Socket caller) throws IOException {
    Socket callee = new Socket();
    open.add(callee);
    callee.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
    daemon(() -> pass(caller, callee));
    daemon(() -> pass(callee, caller));
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut, or one of them hung up.
    } finally {
      hangUp(from);
      hangUp(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      // Without a goodbye.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
