/** Tickets, what an inbound message becomes, deadlines, goodwill, recovery. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging", "loyalty", "feedback"})
package org.carejourney.support;
