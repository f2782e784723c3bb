/**
 * The process vocabulary every step uses: typed variables, start and correlate, one clock, business
 * calendar, deployment, form answers, login. Open to all.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    type = org.springframework.modulith.ApplicationModule.Type.OPEN,
    allowedDependencies = {})
package org.carejourney.engine;
