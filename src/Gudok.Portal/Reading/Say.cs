using System.Globalization;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Portal;

/// <summary>Turns what a view holds into what a person reads.</summary>
internal static class Say
{
    public static string Direction(Texts texts, CallDirection direction) => direction switch
    {
        CallDirection.Unknown => texts.DirectionUnknown,
        CallDirection.Inbound => texts.DirectionInbound,
        CallDirection.Outbound => texts.DirectionOutbound,
        CallDirection.Internal => texts.DirectionInternal,
        CallDirection.Transit => texts.DirectionTransit,
    };

    public static string Disposition(Texts texts, CallDisposition disposition) => disposition switch
    {
        CallDisposition.Unknown => texts.DispositionUnknown,
        CallDisposition.Answered => texts.DispositionAnswered,
        CallDisposition.Busy => texts.DispositionBusy,
        CallDisposition.Cancelled => texts.DispositionCancelled,
        CallDisposition.NoAnswer => texts.DispositionNoAnswer,
        CallDisposition.Rejected => texts.DispositionRejected,
        CallDisposition.Failed => texts.DispositionFailed,
    };

    public static string EndedBy(Texts texts, CallEnd end) => end switch
    {
        CallEnd.Unknown => texts.EndedByUnknown,
        CallEnd.Caller => texts.EndedByCaller,
        CallEnd.Callee => texts.EndedByCallee,
        CallEnd.System => texts.EndedBySystem,
    };

    public static string Transfer(Texts texts, CallTransfer transfer) => transfer switch
    {
        CallTransfer.None => texts.TransferNone,
        CallTransfer.Blind => texts.TransferBlind,
        CallTransfer.Attended => texts.TransferAttended,
        CallTransfer.Diverted => texts.TransferDiverted,
    };

    public static string Kind(Texts texts, string kind) => kind switch
    {
        "enquiry" => texts.KindEnquiry,
        "complaint" => texts.KindComplaint,
        "notification" => texts.KindNotification,
        _ => kind,
    };

    public static string Handling(Texts texts, string handling) => handling switch
    {
        "handled" => texts.HandlingHandled,
        "inWork" => texts.HandlingInWork,
        "refused" => texts.HandlingRefused,
        _ => handling,
    };

    /// <summary>The name of a member that people amend.</summary>
    public static string Member(Texts texts, string member) => member switch
    {
        "service" => texts.Service,
        "topic" => texts.Topic,
        "kind" => texts.Kind,
        "application" => texts.Application,
        "priority" => texts.Priority,
        "handling" => texts.Handling,
        "transferredTo" => texts.TransferredTo,
        "note" => texts.Note,
        _ => member,
    };

    /// <summary>A party's text; a word in its place if it is withheld, erased or not known.</summary>
    public static string Party(Texts texts, PartyView? party, bool withheld = false) => party switch
    {
        null => withheld ? texts.Withheld : texts.None,
        { Text.Length: 0 } => withheld ? texts.Withheld : texts.Erased,
        _ => party.Text,
    };

    /// <summary><c>21.11.2026</c> or <c>2026-11-21</c>.</summary>
    public static string Date(Reader reader, string time) =>
        Local(reader, time).ToString(reader.Texts.Language == "ru" ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day of the ledger, which no zone moves.</summary>
    public static string Day(Reader reader, DateOnly day) => day.ToString(reader.Texts.Language == "ru" ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>12:05:07</c>.</summary>
    public static string Clock(Reader reader, string time) => Local(reader, time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The moment to the millisecond with its zone, for the hover.</summary>
    public static string Moment(Reader reader, string time)
    {
        var local = Local(reader, time);
        return local.ToString("yyyy-MM-dd HH:mm:ss.fff ", CultureInfo.InvariantCulture)
            + reader.Zone.Id + local.ToString(" '(UTC'zzz')'", CultureInfo.InvariantCulture);
    }

    /// <summary>The first and last moment of a search by days are those of the reader's zone.</summary>
    public static Instant StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clock is put forward at midnight that hour does not exist: the day begins an hour later.
        if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
        return Instant.From(new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)));
    }

    /// <summary><c>0:07</c>, <c>12:30</c>, <c>1:02:03</c>.</summary>
    public static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        return span.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
    }

    /// <summary><c>3,2 с</c> or <c>3.2 s</c>; a minute and more as <see cref="Duration"/>.</summary>
    public static string Wait(Texts texts, long milliseconds) => milliseconds >= 60_000
        ? Duration(milliseconds)
        : (milliseconds / 1000.0).ToString("0.0", CultureInfo.GetCultureInfo(texts.Language)) + "\u00a0" + texts.Seconds;

    /// <summary>Seconds since another moment, <c>+12.345</c>.</summary>
    public static string Offset(Instant from, Instant to) =>
        (to - from).TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture);

    /// <summary>Reads a time of a view; the ledger wrote it, so it is well formed.</summary>
    public static Instant At(string time) =>
        Instant.TryParse(time, out var instant) ? instant : throw new FormatException("A view holds a time that is not RFC 3339.");

    private static DateTimeOffset Local(Reader reader, string time) => TimeZoneInfo.ConvertTime(At(time).ToDateTimeOffset(), reader.Zone);
}
