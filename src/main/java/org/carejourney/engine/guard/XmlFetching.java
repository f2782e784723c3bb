package org.carejourney.engine.guard;

/**
 * The second lock behind {@link ModelCleaner}: an XML parser may read the schemas inside our jars
 * and nothing from the network. "nested" is how a fat jar names its parts.
 */
final class XmlFetching {

  private XmlFetching() {}

  static void refuse() {
    System.setProperty("javax.xml.accessExternalSchema", "file,jar:file,jar:nested,nested");
  }
}
