import assert from "node:assert/strict";
import { test } from "node:test";

import { coordinates, SERVICES, serviceLink } from "../src/geo-links.ts";

// The check vector of geo/positions/datum.py; published conversions differ by less than a metre.
const PLACE = [120.1503589, 30.2764043] as const;
const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  amap: [120.1550722, 30.274088],
  baidu: [120.1616149, 30.2799982],
  apple: [120.1550722, 30.274088],
  google: [120.1550722, 30.274088],
};
const NEAR = 1e-5;

function isNear(actual: number | undefined, expected: number | undefined): boolean {
  return Math.abs((actual ?? NaN) - (expected ?? NaN)) < NEAR;
}

test("each service is given its own datum", () => {
  for (const service of SERVICES) {
    const address = serviceLink(service, PLACE, "白马湖");
    const numbers = (address.match(/\d+\.\d{6}/g) ?? []).map(Number).sort((a, b) => b - a);
    const [lon, lat] = PLACES[service.id] ?? [];
    assert.ok(isNear(numbers[0], lon) && isNear(numbers[1], lat), address);
    assert.equal(new URL(address).protocol, "https:");
  }
});

test("outside China nothing is shifted", () => {
  for (const service of SERVICES) {
    const address = serviceLink(service, [2.3522, 48.8566], "Paris");
    assert.ok(address.includes("2.352200") && address.includes("48.856600"), address);
  }
});

test("a name cannot change the address", () => {
  for (const name of ["a&position=0,0", "x#y", "\ud800", "</a>", "?q=1", "白".repeat(300)]) {
    for (const service of SERVICES) {
      const url = new URL(serviceLink(service, PLACE, name));
      assert.equal(url.hash, "");
      assert.equal([...url.searchParams.keys()].filter((key) => key === "position").length, service.id === "amap" ? 1 : 0);
    }
  }
});

test("coordinates are written latitude first", () => {
  assert.equal(coordinates(PLACE, "wgs84"), "30.276404, 120.150359");
  const [lat, lon] = coordinates(PLACE, "gcj02").split(", ").map(Number);
  assert.ok(isNear(lat, 30.274088) && isNear(lon, 120.1550722));
});
