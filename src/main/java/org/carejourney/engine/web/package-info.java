/** What every page and every answer over HTTP shares: frame, errors, limits. */
@org.jspecify.annotations.NullMarked
package org.carejourney.engine.web;
