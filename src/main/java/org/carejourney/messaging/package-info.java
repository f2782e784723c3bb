/** Saying and hearing: choke point, rendering, ledger, delivery, raw intake. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"engine", "customer"})
package org.carejourney.messaging;
