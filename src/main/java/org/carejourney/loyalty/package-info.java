/** Points, tiers, rewards. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging"})
package org.carejourney.loyalty;
