import type { Language } from '#domain/charter/code-lists.js';

/** One resource of FHIR R4 (4.0.1), as JSON. */
export interface FhirResource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

export interface BundleEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

export interface FhirBundle extends FhirResource {
  readonly resourceType: 'Bundle';
  readonly entry: readonly BundleEntry[];
}

interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export function coding(system: string, code: string, display?: string): Coding {
  return { system, code, ...(display === undefined ? {} : { display }) };
}

export function concept(
  system: string,
  code: string,
  display?: string,
): { readonly coding: readonly Coding[] } {
  return { coding: [coding(system, code, display)] };
}

export function textConcept(text: string): { readonly text: string } {
  return { text };
}

/** FHIR knows no empty elements: what is undefined is left out. */
export function drop<T extends object>(elements: T): T {
  return Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined)) as T;
}

/** Words for a person inside a resource, as the XHTML that FHIR asks for. */
export function narrative(
  text: string,
  language: Language,
): { readonly status: string; readonly div: string } {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return {
    status: 'additional',
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}" dir="${direction}"><p>${escaped}</p></div>`,
  };
}
