/** The few parts of lunar-javascript that lunar.ts uses; the package brings no types. */
declare module 'lunar-javascript' {
  export class LunarYear {
    static fromYear(year: number): LunarYear;
    getMonthsInYear(): LunarMonth[];
  }
  class LunarMonth {
    /** Negative for a leap month. */
    getMonth(): number;
    getDayCount(): number;
    /** Noon of the first day. */
    getFirstJulianDay(): number;
  }
}
