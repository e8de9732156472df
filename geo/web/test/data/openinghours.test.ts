import assert from "node:assert/strict";
import { test } from "node:test";

import { readHours } from "../../src/data/openinghours.ts";
import { openState } from "../../src/data/openstate.ts";
import { sunAt } from "../../src/data/sun.ts";

/** 2026-11-23 is a Monday. */
const at = (day: number, time: string): Date => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return new Date(2026, 10, 23 + day, hour, minute);
};
const state = (text: string, now: Date): string => {
  const rules = readHours(text);
  if (!rules) return "unread";
  const found = openState(rules, now, null);
  if (!found) return "unsaid";
  const { isOpen, until } = found;
  const when = until ? ` ${until.getDate()} ${String(until.getHours()).padStart(2, "0")}:${String(until.getMinutes()).padStart(2, "0")}` : "";
  return `${isOpen ? "open" : "closed"}${when}`;
};

test("whether a place is open, and until when", () => {
  const cases: readonly (readonly [string, Date, string])[] = [
    ["Mo-Fr 09:00-17:00", at(0, "08:59"), "closed 23 09:00"],
    ["Mo-Fr 09:00-17:00", at(0, "09:00"), "open 23 17:00"],
    ["Mo-Fr 09:00-17:00", at(4, "17:00"), "closed 30 09:00"],
    ["Mo-Fr 08:00-12:00,13:00-17:30; Sa 10:00-14:00; Su,PH off", at(5, "12:00"), "open 28 14:00"],
    ["Mo-Fr 08:00-12:00,13:00-17:30", at(0, "12:30"), "closed 23 13:00"],
    ["Mo-Su 09:00-18:00; We off", at(2, "10:00"), "closed 26 09:00"],
    ["Fr-Sa 22:00-02:00", at(5, "01:00"), "open 28 02:00"],
    ["Fr-Mo 10:00-12:00", at(0, "11:00"), "open 23 12:00"],
    ["24/7", at(3, "03:00"), "open"],
    ["00:00-24:00", at(3, "03:00"), "open"],
    ["08:00-20:00", at(6, "21:00"), "closed 30 08:00"],
    ["Apr-Oct Mo-Su 09:00-18:00; Nov-Mar Sa,Su 10:00-16:00", at(0, "11:00"), "closed 28 10:00"],
    ["May-Sep 09:00-18:00", at(0, "11:00"), "closed"],
    ["PH off", at(0, "11:00"), "closed"],
    ["mo-fr 09:00-17:00; sa OFF", at(0, "09:00"), "open 23 17:00"],
    ["Mo-Fr 09:00-17:00, Sa 10:00-14:00", at(5, "12:00"), "open 28 14:00"],
    ["Mo-Fr 09:00-12:00, Mo 14:00-18:00", at(0, "15:00"), "open 23 18:00"],
    ["Mo-Fr 18:00+", at(0, "17:00"), "closed 23 18:00"],
    ["Mo-Fr 18:00+", at(0, "19:00"), "unsaid"],
    ["Mo-Fr 18:00+", at(1, "01:00"), "closed 24 18:00"],
    ['Mo-Fr 09:00-17:00 "ring the bell"', at(0, "09:00"), "open 23 17:00"],
    ['Mo-Fr 09:00-17:00; Sa "by appointment"', at(5, "09:00"), "unsaid"],
    // 29 November 2026 is the fifth and last Sunday of its month; 6 December the first.
    ["Su[1] 10:00-12:00", at(6, "11:00"), "closed 6 10:00"],
    ["Su[-1] 10:00-12:00", at(6, "11:00"), "open 29 12:00"],
    ["Su[1,5] 10:00-12:00", at(6, "11:00"), "open 29 12:00"],
    ["week 48 Mo 09:00-10:00", at(0, "09:00"), "open 23 10:00"],
    ["week 1-10 Mo 09:00-10:00", at(0, "09:00"), "closed"],
    ["Nov 23-24 off; 09:00-17:00", at(0, "09:00"), "open 23 17:00"],
    ["09:00-17:00; Nov 23-24 off", at(0, "09:00"), "closed 25 09:00"],
    ["09:00-17:00; Nov 20-Dec 02 10:00-11:00", at(0, "09:00"), "closed 23 10:00"],
    ["周一至周五 9:00-17:00", at(0, "09:00"), "open 23 17:00"],
    ["周二至周日9:30—17:00（周一闭馆）", at(0, "10:00"), "closed 24 09:30"],
    ["星期一到星期五：上午9点－11点半，下午2点至5点30分；周六日休息", at(0, "15:00"), "open 23 17:30"],
    ["工作日09:00~17:00，周末10:00～16:00，法定节假日不开放", at(6, "15:00"), "open 29 16:00"],
    ["每天全天开放", at(3, "03:00"), "open"],
    ["24小时", at(3, "03:00"), "open"],
    ["月曜日〜金曜日 9時〜17時30分、土曜日定休", at(0, "17:15"), "open 23 17:30"],
    ["Mo-Su 09:00-17:00, Mo off", at(0, "10:00"), "closed 24 09:00"],
    ["每天9:00-17:00，周一闭馆", at(0, "10:00"), "closed 24 09:00"],
    ["Mo-Su 9:00-17:00, Nov 23-24 off", at(0, "10:00"), "closed 25 09:00"],
    ["每天9:00-17:00(周一闭馆)", at(0, "10:00"), "closed 24 09:00"],
    ["每天早上9点到晚上12点", at(0, "20:00"), "open 24 00:00"],
    ["下午6点至晚上12点", at(0, "10:00"), "closed 23 18:00"],
    ["下午6点至凌晨2点", at(0, "01:00"), "open 23 02:00"],
    ["晚上8点到早上6点", at(0, "05:00"), "open 23 06:00"],
    ["晚上8点-12点", at(0, "23:00"), "open 24 00:00"],
    ["Mo-Fr 9:00-5:00 pm", at(0, "16:00"), "open 23 17:00"],
    ["Monday to Friday 9 am - 5:30 pm; Sat 10am-12pm", at(5, "11:00"), "open 28 12:00"],
  ];
  for (const [text, now, said] of cases) assert.equal(state(text, now), said, text);
});

test("what is not read is said to be unread, and never guessed", () => {
  const texts = [
    "", "by appointment", "Mo-Fr 9-17", "Mo-Fr 09:00-17:00 || closed", "Mo-Fr 25:00-26:00", "Mo-Fr 09:61-17:00", "Xx 09:00-17:00",
    "SH 10:00-12:00", "easter off", "2024 Mo 09:00-10:00", "week 1-53/2 Mo 09:00-10:00", "Mo[6] 09:00-10:00", "Dec 32 off", "Mo-Fr", "May",
    "周一至周五 9:00-17:00，以公告为准", "Mo-Fr 13:00pm-14:00", "(sunrise)-09:00", "Mo 09:00",
    "Mo-Fr 1:00-5:00 pm", "Mo-Fr 9:00 am-12:00, 1:00-5:00 pm", "Mo-Fr 9:00-10:00 pm", "晚上12点-2:00",
  ];
  for (const text of texts) assert.equal(readHours(text), null, text);
});

test("the sun rises and sets where the place lies", () => {
  const hangzhou = [120.2, 30.2] as const;
  const near = (found: Date | null, utc: string): void => assert.ok(Math.abs(found!.getTime() - Date.parse(utc)) < 3 * 60_000, `${found?.toISOString()} ${utc}`);
  // As the package astral reckons them.
  near(sunAt("sunrise", new Date(2026, 5, 21), hangzhou), "2026-06-20T20:58:20Z");
  near(sunAt("sunset", new Date(2026, 11, 22), hangzhou), "2026-12-22T09:03:20Z");
  assert.equal(sunAt("sunset", new Date(2026, 5, 21), [25, 71]), null);
  const rules = readHours("sunrise-(sunset-01:00)")!;
  const dusk = sunAt("sunset", new Date(2026, 10, 23), hangzhou)!.getTime();
  assert.equal(openState(rules, new Date(dusk - 2 * 3_600_000), hangzhou)?.isOpen, true);
  assert.equal(openState(rules, new Date(dusk - 1_800_000), hangzhou)?.isOpen, false);
  assert.equal(openState(rules, new Date(dusk), null), null);
  // Where it is noon by the clock of whoever runs this.
  const here = [-at(0, "12:00").getTimezoneOffset() / 4, 30.2] as const;
  for (const [text, time, isOpen] of [
    ["sunset-02:00", "23:00", true], ["sunset-02:00", "03:00", false], ["dusk-dawn", "23:30", true], ["sunset-sunrise", "01:30", true],
    ["22:00-sunrise", "23:30", true], ["22:00-sunrise", "12:00", false],
  ] as const) assert.equal(openState(readHours(text)!, at(0, time), here)?.isOpen, isOpen, `${text} ${time}`);
});

test("on the days when the clock is changed the sun goes by the clock", () => {
  const before = process.env["TZ"];
  process.env["TZ"] = "Europe/Zurich";
  const rules = readHours("sunrise-sunset")!;
  const isOpen = (...when: [number, number, number, number, number]): boolean | undefined => openState(rules, new Date(...when), [8.5, 47.4])?.isOpen;
  assert.deepEqual([isOpen(2026, 2, 29, 19, 15), isOpen(2026, 2, 29, 6, 30), isOpen(2026, 9, 25, 17, 30)], [true, false, false]);
  if (before === undefined) delete process.env["TZ"];
  else process.env["TZ"] = before;
});

/** What was read, as OpenStreetMap would write it. */
const said = (text: string): string => {
  const clock = (moment: unknown): string => `${String(Math.floor(Number(moment) / 60)).padStart(2, "0")}:${String(Number(moment) % 60).padStart(2, "0")}`;
  const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  return readHours(text)?.map((rule) => [
    ...(rule.isForHolidays ? ["PH"] : []),
    ...rule.days.filter(({ first, last }) => first !== 0 || last !== 6).map(({ first, last }) => (first === last ? days[first] : `${days[first]}-${days[last]}`)),
  ].join() + ` ${rule.spans.length === 0 ? "off" : rule.spans.map(([from, to]) => `${clock(from)}-${clock(to)}`).join()}`).map((rule) => rule.trim()).join("; ") ?? "unread";
};

for (const [language, cases] of Object.entries({
  Russian: [
    ["Пн-Пт 9:00-18:00; Сб, Вс выходной", "Mo-Fr 09:00-18:00; Sa,Su off"],
    ["пн.-пт. с 9:00 до 18:00, сб. 10:00–15:00", "Mo-Fr 09:00-18:00; Sa 10:00-15:00"],
    ["Вторник – воскресенье: 10:00–18:00, понедельник — выходной", "Tu-Su 10:00-18:00; Mo off"],
    ["Ежедневно с 10 часов до 20 часов", "10:00-20:00"],
    ["с понедельника по пятницу 9.00-18.00", "Mo-Fr 09:00-18:00"],
    ["9 утра - 6 вечера", "09:00-18:00"],
    ["Круглосуточно", "00:00-24:00"],
    ["пн-пт 9:00-18:00, перерыв 13:00-14:00", "unread"],
    ["кроме понедельника 10:00-18:00", "unread"],
    ["пн-пт 9:00-18:00, выходной", "unread"],
    ["11 ночи - 12 ночи", "unread"],
  ],
  Ukrainian: [["Понеділок–п’ятниця 9:00–18:00; субота, неділя вихідний", "Mo-Fr 09:00-18:00; Sa,Su off"], ["Вт–Нд з 10:00 до 18:00", "Tu-Su 10:00-18:00"]],
  Bulgarian: [["Понеделник - петък: 9:00 - 17:30 ч., събота и неделя: почивен ден", "Mo-Fr 09:00-17:30; Sa,Su off"], ["от вторник до неделя 10.00-18.00 ч.", "Tu-Su 10:00-18:00"]],
  Serbian: [["Понедељак - петак: 8:00-16:00, недеља затворено", "Mo-Fr 08:00-16:00; Su off"], ["сваког дана 10:00-20:00", "10:00-20:00"]],
  Arabic: [
    ["من الأحد إلى الخميس ٩:٠٠ ص - ٥:٠٠ م، الجمعة والسبت مغلق", "Su-Th 09:00-17:00; Fr,Sa off"],
    ["السبت - الخميس: 8 صباحًا - 4 مساءً", "Sa-Th 08:00-16:00"],
    ["يومياً 9:00-17:00", "09:00-17:00"],
    ["12 م - 5 م", "unread"],
    ["ما عدا الجمعة 9:00-17:00", "unread"],
  ],
  Greek: [
    ["Δευτέρα-Παρασκευή 9:00-17:00, Σάββατο και Κυριακή κλειστά", "Mo-Fr 09:00-17:00; Sa,Su off"],
    ["ΤΡΙΤΗ ΕΩΣ ΚΥΡΙΑΚΗ 8:30 π.μ. – 3:30 μ.μ.", "Tu-Su 08:30-15:30"],
    // Every day to some, on weekdays to others.
    ["Καθημερινά 9:00-17:00", "unread"],
  ],
  Turkish: [
    ["Pazartesi-Cuma 09:00-18:00, Pazar kapalı", "Mo-Fr 09:00-18:00; Su off"],
    ["HAFTA İÇİ 09.00-17.30", "Mo-Fr 09:00-17:30"],
    ["Salı - Pazar 10:00 ile 18:00 arası", "Tu-Su 10:00-18:00"],
  ],
  Vietnamese: [
    ["Thứ Hai - Thứ Sáu: 8h00 - 17h30; Chủ nhật nghỉ", "Mo-Fr 08:00-17:30; Su off"],
    ["T2-T7 7:30-11:30, 13:30-17:00", "Mo-Sa 07:30-11:30,13:30-17:00"],
    ["Hàng ngày từ 8 giờ đến 17 giờ 30 phút", "08:00-17:30"],
    ["8 giờ sáng đến 5 giờ chiều", "08:00-17:00"],
    ["sáng 8:00-11:00 chiều 1:00-5:00", "unread"],
  ],
  Thai: [
    ["จันทร์-ศุกร์ 08.30-16.30 น.", "Mo-Fr 08:30-16:30"],
    ["ทุกวัน เวลา ๐๘:๓๐ - ๑๖:๓๐ น.", "08:30-16:30"],
    ["อ.-อา. 09:00-16:00 น. ปิดวันจันทร์", "Tu-Su 09:00-16:00; Mo off"],
    ["เปิดตลอด 24 ชั่วโมง", "00:00-24:00"],
    ["วันหยุด 9:00-12:00", "unread"],
  ],
  Hindi: [
    ["सोमवार से शुक्रवार सुबह 9 बजे से शाम 5 बजे तक", "Mo-Fr 09:00-17:00"],
    ["मंगलवार से रविवार १०:०० - १७:००; सोमवार बंद", "Tu-Su 10:00-17:00; Mo off"],
    ["रात 10 बजे से 2 बजे तक", "unread"],
  ],
  German: [["Montag bis Freitag 9:00-17:00 Uhr, Samstag und Sonntag geschlossen", "Mo-Fr 09:00-17:00; Sa,Su off"], ["Di 9:00-17:00", "unread"]],
  French: [["du lundi au vendredi de 9h à 18h30, fermé le dimanche", "unread"], ["du lundi au vendredi de 9h à 18h30", "Mo-Fr 09:00-18:30"]],
  Spanish: [["Lunes a viernes de 9:00 a 14:00 y de 16:00 a 19:00; domingos cerrado", "Mo-Fr 09:00-14:00,16:00-19:00; Su off"]],
  English: [["Tu-Su 10:00-18:00, closed Monday", "Tu-Su 10:00-18:00; Mo off"], ["9 a.m. - 5 p.m.", "09:00-17:00"], ["Mo-Fr 9:00-17:00, off", "unread"]],
  "two dates or two times": [["01.05-30.09", "unread"], ["09.10-12.05", "unread"], ["9.00-12.30", "09:00-12:30"]],
} as const)) {
  test(`hours as they are written: ${language}`, () => {
    for (const [text, wanted] of cases) assert.equal(said(text), wanted, text);
  });
}
