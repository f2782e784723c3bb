/** Tickets and what customers write, over HTTP and as pages. */
@org.jspecify.annotations.NullMarked
package org.carejourney.support.web;
