/** Who may do what: staff, roles, sign-in, ours and the engine's own. */
@org.jspecify.annotations.NullMarked
package org.carejourney.engine.login;
