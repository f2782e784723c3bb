/** Points, tiers, rewards. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging"})
package org.carejourney.loyalty;
