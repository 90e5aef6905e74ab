/** A customer and the book the customer is in. */
export interface Place {
  scopeId: string;
  customerId: string;
}

export function placeKey({ scopeId, customerId }: Place): string {
  return `${scopeId} ${customerId}`;
}

export function distinctPlaces(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [placeKey(place), place])).values()];
}

/** As the parameter of `json_to_recordset(…) as place(scope uuid, id uuid)`. */
export function placesJson(places: readonly Place[]): string {
  return JSON.stringify(places.map(({ scopeId, customerId }) => ({ scope: scopeId, id: customerId })));
}

/** With the cards that became part of them, whose rows count for them. */
export function withParts(places: readonly Place[], roots: ReadonlyMap<string, string>): Place[] {
  const parts = Map.groupBy(roots.keys(), (id) => roots.get(id)!);
  return places.flatMap((place) => [
    place,
    ...(parts.get(place.customerId) ?? []).map((customerId) => ({ ...place, customerId })),
  ]);
}
