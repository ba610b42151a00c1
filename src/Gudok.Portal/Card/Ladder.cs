using System.Globalization;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Portal;

/// <summary>The messages of a call as arrows between its network endpoints, measured in the picture's own units.</summary>
internal sealed class Ladder
{
    /// <summary>Room for the times at the left.</summary>
    public const int Gutter = 80;

    /// <summary>From one endpoint to the next.</summary>
    public const int Spacing = 168;

    /// <summary>From the times to the first endpoint.</summary>
    private const int Lead = 40;

    /// <summary>Room for the endpoints' names.</summary>
    public const int Head = 48;

    /// <summary>From one message to the next.</summary>
    public const int Step = 32;

    /// <summary>Width of a letter on an arrow, a little generous.</summary>
    private const int Letter = 8;

    private Ladder(IReadOnlyList<string> endpoints, IReadOnlyList<LadderArrow> arrows, int total)
    {
        Endpoints = endpoints;
        Arrows = arrows;
        Total = total;
    }

    /// <summary>In the order in which they first speak or are spoken to.</summary>
    public IReadOnlyList<string> Endpoints { get; }

    public IReadOnlyList<LadderArrow> Arrows { get; }

    /// <summary>How many messages there are, drawn or not.</summary>
    public int Total { get; }

    public int Width => X(Endpoints.Count - 1) + Spacing / 2;

    public int Height => Head + Arrows.Count * Step + Step / 2;

    public static Ladder Of(CallMessages messages, int limit)
    {
        var shown = messages.Messages.Take(limit).ToArray();
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var endpoint in shown.SelectMany(message => new[] { message.From, message.To })) columns.TryAdd(endpoint, columns.Count);
        var first = shown.Length > 0 ? Say.At(shown[0].Time) : default;
        var seen = new HashSet<(string, string, string)>();
        var arrows = shown.Select((message, index) => Arrow(index, message, columns, first, !seen.Add((message.From, message.To, message.Text))));
        return new Ladder([.. columns.Keys], [.. arrows], messages.Messages.Count);
    }

    /// <summary>Where a column stands.</summary>
    public static int X(int column) => Gutter + Lead + column * Spacing;

    /// <summary>Cuts a text to what fits into so many units.</summary>
    public static string Fit(string text, int width)
    {
        var letters = Math.Max(3, width / Letter);
        return text.Length <= letters ? text : string.Concat(text.AsSpan(0, letters - 1), "…");
    }

    private static LadderArrow Arrow(int index, MessageView message, Dictionary<string, int> columns, Instant first, bool isRepeated) => new(
        index + 1,
        X(columns[message.From]),
        X(columns[message.To]),
        Head + index * Step + Step / 2,
        Say.Offset(first, Say.At(message.Time)),
        KindOf(message.Summary),
        isRepeated,
        message);

    /// <summary>Requests and the three kinds of responses differ in colour and in dash; the word stands on the arrow anyway.</summary>
    private static string KindOf(string summary) => summary.Length > 0 && char.IsAsciiDigit(summary[0])
        ? summary[0] switch { '1' => "provisional", '2' => "success", _ => "refusal" }
        : "request";
}

/// <summary>One message of a ladder.</summary>
/// <param name="Number">From 1.</param>
/// <param name="From">Where the arrow begins.</param>
/// <param name="To">Where it points; equal to <paramref name="From"/> for a message to itself.</param>
/// <param name="Y">Its height.</param>
/// <param name="Offset">Seconds since the first message.</param>
/// <param name="Kind">Class of the style sheet.</param>
/// <param name="IsRepeated">Whether the very same message went the same way before.</param>
/// <param name="Message">The message.</param>
internal sealed record LadderArrow(int Number, int From, int To, int Y, string Offset, string Kind, bool IsRepeated, MessageView Message)
{
    /// <summary>Id of the message's text on the page.</summary>
    public string Anchor => "m" + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where the summary stands.</summary>
    public int Middle => From == To ? From + 28 : (From + To) / 2;

    /// <summary>Room for the summary.</summary>
    public int Room => From == To ? Ladder.Spacing / 2 : Math.Abs(To - From) - 24;

    /// <summary>The line; its head is drawn apart, so that it never lies under another.</summary>
    public string Line => From == To
        ? string.Create(CultureInfo.InvariantCulture, $"M{From} {Y - 6}h20v10h-14")
        : string.Create(CultureInfo.InvariantCulture, $"M{From} {Y}H{To - 6 * Way}");

    /// <summary>The head.</summary>
    public string HeadLine => From == To
        ? string.Create(CultureInfo.InvariantCulture, $"M{From} {Y + 4}l8 -4v8z")
        : string.Create(CultureInfo.InvariantCulture, $"M{To} {Y}l{-8 * Way} -4v8z");

    private int Way => Math.Sign(To - From);
}
