/** Saying and hearing: choke point, rendering, ledger, delivery, raw intake. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"engine", "customer"})
package org.carejourney.messaging;
