/** Surveys and scores. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging", "messaging :: process", "loyalty"})
package org.carejourney.feedback;
