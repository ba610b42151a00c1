using System.Diagnostics;
using System.Globalization;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>How fast a vault that is opened again loads its directory, by which parts of numbers are found.</summary>
internal static class DirectoryLoading
{
    /// <summary>Argument: numbers.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var folder = new TestFolder();
        using var keys = KeyRing.CreateEphemeral();
        var options = new VaultOptions { Folder = folder.Path };
        var first = await SqliteVault.OpenAsync(options, keys, TimeProvider.System, default).ConfigureAwait(false);
        await using (first.ConfigureAwait(false)) await PartSearchBenchmarks.FillAsync(first, numbers).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        var again = await SqliteVault.OpenAsync(options, keys, TimeProvider.System, default).ConfigureAwait(false);
        await using (again.ConfigureAwait(false))
        {
            var opened = Stopwatch.GetElapsedTime(began);
            await again.DirectoryLoaded.ConfigureAwait(false);
            var loaded = Stopwatch.GetElapsedTime(began) - opened;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{numbers:n0} numbers: exact search after {opened.TotalMilliseconds:f0} ms, directory after {loaded.TotalMilliseconds:f0} ms more: {numbers / loaded.TotalSeconds:n0} numbers/s"));
        }

        return 0;
    }
}
