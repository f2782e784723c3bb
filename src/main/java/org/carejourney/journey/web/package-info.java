/** Events of the company's systems, over HTTP. */
@org.jspecify.annotations.NullMarked
package org.carejourney.journey.web;
