/** The customer's story, home page, figures. Nothing reads from it. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging", "support"})
package org.carejourney.insight;
