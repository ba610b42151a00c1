using System.Globalization;
using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>Figures of media as people read them; null where a figure is not known.</summary>
internal static class MediaFigures
{
    public static string Side(Texts texts, MediaDirection direction) => direction switch
    {
        MediaDirection.Unknown => texts.MediaEitherWay,
        MediaDirection.CallerToCallee => texts.MediaFromCaller,
        MediaDirection.CalleeToCaller => texts.MediaFromCallee,
    };

    public static string Origin(Texts texts, MediaOrigin origin) => origin switch
    {
        MediaOrigin.Measured => texts.MediaMeasured,
        MediaOrigin.Rtcp => texts.MediaRtcp,
        MediaOrigin.Report => texts.MediaReport,
    };

    public static string? Unheard(Texts texts, OneWayAudio? unheard) => unheard switch
    {
        null or OneWayAudio.None => null,
        OneWayAudio.CallerUnheard => texts.CallerUnheard,
        OneWayAudio.CalleeUnheard => texts.CalleeUnheard,
        _ => null,
    };

    public static string? Score(Texts texts, double? mos) => Text(texts, mos, "0.0", "");

    public static string? Percent(Texts texts, double? percent) => Text(texts, percent, "0.##", "\u00a0%");

    public static string? Milliseconds(Texts texts, double? milliseconds) => Text(texts, milliseconds, "0.#", "\u00a0" + texts.Milliseconds);

    /// <summary>Jitter, and its greatest if that is another.</summary>
    public static string? Jitter(Texts texts, MediaView stream) => (Milliseconds(texts, stream.JitterMs), Milliseconds(texts, stream.JitterMaxMs)) switch
    {
        (null, var greatest) => greatest,
        (var jitter, null) => jitter,
        var (jitter, greatest) => jitter == greatest ? jitter : $"{jitter} ({greatest})",
    };

    public static string? Packets(Texts texts, MediaView stream) => Text(texts, stream.Packets, "#,0", "");

    /// <summary>The moment of the worst ten seconds; null where the stream's beginning is not known.</summary>
    public static string? WorstAt(MediaView stream) => stream is { StartedAt: { } start, Worst: { } worst }
        ? (Say.At(start) + TimeSpan.FromMilliseconds(worst.OffsetMs)).ToString()
        : null;

    /// <summary>Score, loss and jitter of the worst ten seconds.</summary>
    public static string Worst(Texts texts, MediaWindow worst) => string.Join(" · ", new[]
    {
        worst.Mos is { } mos ? "MOS " + Score(texts, mos) : null,
        worst.LossPercent is { } loss ? $"{texts.Loss} {Percent(texts, loss)}" : null,
        worst.JitterMs is { } jitter ? $"{texts.Jitter} {Milliseconds(texts, jitter)}" : null,
    }.Where(part => part is not null));

    private static string? Text(Texts texts, double? figure, string format, string unit) =>
        figure is { } known ? known.ToString(format, CultureInfo.GetCultureInfo(texts.Language)) + unit : null;
}
