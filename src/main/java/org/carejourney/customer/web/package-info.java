/** Customers over HTTP. */
@org.jspecify.annotations.NullMarked
package org.carejourney.customer.web;
