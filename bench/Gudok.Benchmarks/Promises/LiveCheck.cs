using System.Globalization;
using System.Text.Json;

namespace Gudok.Benchmarks;

/// <summary>Holds recorded calls beside what <see cref="SipSender"/> says of them.</summary>
internal static class LiveCheck
{
    // Sleeps of the sender, not the recording: a message may leave a little after it was due.
    private const double Tolerance = 250;

    /// <summary>Arguments: the truth, the calls as <c>gudok calls --format jsonl</c> writes them.</summary>
    public static int Run(string[] arguments)
    {
        var truth = File.ReadLines(arguments[0]).Select(line => line.Split('\t')).ToDictionary(row => row[0], StringComparer.Ordinal);
        int right = 0, wrong = 0, unknown = 0, longer = 0;
        foreach (var line in File.ReadLines(arguments[1]))
        {
            using var call = JsonDocument.Parse(line);
            var record = call.RootElement;
            if (!truth.Remove(record.GetProperty("sessionId").GetString()!, out var row))
            {
                unknown++;
                continue;
            }

            var isRight = string.Equals(record.GetProperty("disposition").GetString(), row[1], StringComparison.OrdinalIgnoreCase)
                && (record.TryGetProperty("sipStatus", out var status) ? status.GetInt32() : 0) == int.Parse(row[2], CultureInfo.InvariantCulture);
            if (isRight) right++;
            else wrong++;
            if (Math.Abs(record.GetProperty("talkMs").GetInt64() - double.Parse(row[3], CultureInfo.InvariantCulture)) > Tolerance) longer++;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"records right {right:n0}, of another outcome {wrong:n0}, of a talk time off by more than {Tolerance} ms {longer:n0}, missing {truth.Count:n0}, of nobody {unknown:n0}"));
        return wrong + longer + unknown + truth.Count == 0 ? 0 : 1;
    }
}
