/**
 * The application as users run it: each node a process of its own, in production, on a real
 * PostgreSQL, with a mail server that lives longer than any of them. Nodes are killed and frozen
 * here; what is true afterwards is read from the database and the mail server alone.
 */
@org.jspecify.annotations.NullMarked
package org.carejourney.nodes;
