/** Who the customer is: profile, addresses, consent, import, timeline. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"engine"})
package org.carejourney.customer;
