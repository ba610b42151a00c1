using System.Text.Json.Serialization;
using Gudok.Capture;

namespace Gudok;

/// <summary>What commands print for programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(VerifyJson))]
internal sealed partial class CommandJson : JsonSerializerContext;

/// <summary>What <c>import --json</c> prints.</summary>
/// <param name="Files">Files read.</param>
/// <param name="Packets">Frames read.</param>
/// <param name="SipMessages">SIP messages before any merging.</param>
/// <param name="Ignored">What was not used, by reason.</param>
/// <param name="Calls">Calls found.</param>
/// <param name="Open">Of them: whose end was not seen.</param>
/// <param name="Added">Records added.</param>
/// <param name="Known">Calls recorded before.</param>
/// <param name="Corrected">Records corrected by what came later.</param>
/// <param name="Refused">Files or parts that could not be read.</param>
/// <param name="ElapsedMs">Milliseconds.</param>
internal sealed record ImportJson(
    long Files,
    long Packets,
    long SipMessages,
    IReadOnlyDictionary<string, long> Ignored,
    long Calls,
    long Open,
    long Added,
    long Known,
    long Corrected,
    long Refused,
    long ElapsedMs)
{
    /// <summary>The public form of a report.</summary>
    public static ImportJson Of(ImportReport report) => new(
        report.Files,
        report.Packets,
        report.SipMessages,
        report.Ignored,
        report.Calls,
        report.Open,
        report.Added,
        report.Known,
        report.Corrected,
        report.Faults.Count,
        (long)report.Elapsed.TotalMilliseconds);
}

/// <summary>What <c>verify --json</c> prints.</summary>
/// <param name="Days">Days checked.</param>
/// <param name="Records">Records checked.</param>
/// <param name="Ok">Whether everything agrees.</param>
/// <param name="Failure">The first thing that does not, or null.</param>
internal sealed record VerifyJson(int Days, long Records, bool Ok, VerifyFailureJson? Failure);

/// <summary>The first thing that does not agree.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Record">Its record, if it is in one.</param>
/// <param name="Code">The fault's code.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record VerifyFailureJson(string Day, string? Record, string Code, string Text);
