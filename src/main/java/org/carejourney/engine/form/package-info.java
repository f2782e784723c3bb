/** Forms: what was typed is checked here and stays out of the engine. */
@org.jspecify.annotations.NullMarked
package org.carejourney.engine.form;
