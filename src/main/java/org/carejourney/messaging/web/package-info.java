/** Letters, the outbox and preferences as pages and over HTTP. */
@org.jspecify.annotations.NullMarked
package org.carejourney.messaging.web;
