using System.Text.Json;
using Gudok.Calls;

namespace Gudok.Testing;

/// <summary>A record as text, every member in it: for comparing records whose lists are different objects.</summary>
public static class RecordText
{
    /// <summary>Equal texts, equal records, as people amended them.</summary>
    public static string Of(CallRecord record) => $"{OfFact(record)} v{record.Version} {(record.Amended is { } amended ? Of(amended) : "")}";

    /// <summary>Equal texts, equal amended values.</summary>
    public static string Of(AmendedValues values) => JsonSerializer.Serialize(new
    {
        values.Service,
        values.Topic,
        values.Kind,
        values.Application,
        values.Priority,
        values.Handling,
        TransferredTo = values.TransferredTo?.ToString(),
        NoteParties = values.Note?.Parties.Select(party => party.Value),
        Note = values.Note is { } note ? Convert.ToHexString(note.Data.Span) : null,
    });

    /// <summary>Equal texts, equal facts: what people amended is left out.</summary>
    public static string OfFact(CallRecord record) => JsonSerializer.Serialize(new
    {
        Id = record.Id.ToString(),
        record.SessionId,
        Legs = record.Legs.Select(leg => new
        {
            leg.CallId,
            leg.FromTag,
            leg.ToTag,
            Caller = leg.Caller.Value,
            Callee = leg.Callee.Value,
            Times = new[] { leg.StartedAt.Micros, leg.AnsweredAt?.Micros, leg.EndedAt?.Micros },
            leg.Disposition,
            leg.SipStatus,
            From = leg.From.ToString(),
            To = leg.To.ToString(),
        }),
        Link = record.LinkId?.ToString(),
        record.ChannelId,
        record.Direction,
        Parties = new[] { record.Caller.Value, record.Callee.Value, record.Dialled.Value },
        record.Withheld,
        Times = new[] { record.StartedAt.Micros, record.RingingAt?.Micros, record.AnsweredAt?.Micros, record.EndedAt?.Micros },
        record.SetupMs,
        record.TalkMs,
        record.EarlyMediaMs,
        record.Disposition,
        record.SipStatus,
        record.Cause,
        record.EndedBy,
        record.Transfer,
        record.Quality,
        Media = record.Media.Select(stream => new { stream, Times = new[] { stream.StartedAt?.Micros, stream.EndedAt?.Micros } }),
        record.OneWayAudio,
        record.Tags,
        record.Source,
        record.IsComplete,
        record.IsStartEstimated,
        record.IsEndEstimated,
        record.IsLossSuspected,
    });
}
