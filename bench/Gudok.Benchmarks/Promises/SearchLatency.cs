using System.Diagnostics;
using System.Globalization;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>Times many first pages of fifty, each for another number, handles warm: the middle and the slowest hundredth.</summary>
internal static class SearchLatency
{
    private const int Searches = 2_000;

    /// <summary>Arguments: calls, and numbers that the vault holds beside theirs.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var calls = long.Parse(arguments[0], CultureInfo.InvariantCulture);
        var numbers = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var recorded = await RecordedCalls.MakeAsync(calls).ConfigureAwait(false);
        await using (recorded.ConfigureAwait(false))
        {
            await PartSearchBenchmarks.FillAsync(recorded.Vault, numbers).ConfigureAwait(false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls:n0} calls of {recorded.LedgerOctets / calls:n0} octets on disk, {recorded.Vault.State.Living:n0} numbers"));
            await MeasureAsync("full number", recorded, number => new CallSearch { Number = number, Reach = NumberReach.Whole | NumberReach.AllDigits }).ConfigureAwait(false);
            await MeasureAsync("six digits", recorded, number => new CallSearch { Number = number[^6..], Reach = NumberReach.Whole | NumberReach.AllDigits }).ConfigureAwait(false);
            await MeasureAsync("four digits", recorded, number => new CallSearch { Number = number[^4..], Reach = NumberReach.Whole | NumberReach.AllDigits }).ConfigureAwait(false);
            await MeasureAsync("a moment", recorded, number => new CallSearch { To = MomentOf(recorded, number) }).ConfigureAwait(false);
        }

        return 0;
    }

    private static Sip.Instant MomentOf(RecordedCalls recorded, string number) =>
        new(recorded.First.Micros + (recorded.Last.Micros - recorded.First.Micros) / 100 * (number[^1] * 7 + number[^2]) % (recorded.Last.Micros - recorded.First.Micros));

    private static async Task MeasureAsync(string what, RecordedCalls recorded, Func<string, CallSearch> search)
    {
        var times = new List<double>(Searches);
        var found = 0L;
        for (var at = -Searches / 10; at < Searches; at++)
        {
            var number = recorded.Numbers[(at + Searches) * 7 % recorded.Numbers.Count];
            var began = Stopwatch.GetTimestamp();
            found += (await recorded.Reader.SearchAsync(search(number), PartySight.Mask, default).ConfigureAwait(false)).Calls.Count;
            if (at >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: p50 {times[Searches / 2]:f3} ms, p99 {times[Searches * 99 / 100]:f3} ms, worst {times[^1]:f3} ms ({found / (Searches * 1.1):f1} calls a page)"));
    }
}
