/** Surveys and scores. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging", "messaging :: process", "loyalty"})
package org.carejourney.feedback;
