namespace Gudok.Calls;

/// <summary>Makes a call of the requests that a proxy accounted for.</summary>
internal static class AccCall
{
    /// <summary>Makes the call; null if there is only an ACK, with a fault if no row says when it was.</summary>
    public static ObservedCall? Make(IReadOnlyList<AccRow> rows, RowMerge merge, out LineFault? fault)
    {
        fault = null;
        var invites = rows.Where(row => row.Method == "INVITE").Select(row => Timed(row, rows)).ToList();
        var byes = rows.Where(row => row.Method == "BYE").ToList();
        if (invites.Count + byes.Count == 0) return null;
        if (invites.Concat(byes).Any(row => row.Time is null))
        {
            fault = new LineFault(CallsFaults.FieldMissing, "time", "should not be empty, unless an ACK of the same call has it");
            return null;
        }

        var caller = invites.Count > 0 ? invites.MinBy(row => (row.StartedAt, row.Sequence))!.RequestTag : null;
        // An INVITE of the callee within the call changes its media and nothing else.
        var parts = invites.Where(row => row.RequestTag == caller || row.ToTag != caller).Select(Invite).ToList();
        parts.AddRange(byes.Select(row => Bye(row, caller)));
        return merge.Merge(parts);
    }

    /// <summary>An INVITE that was accounted for without a time has that of its ACK.</summary>
    private static AccRow Timed(AccRow invite, IReadOnlyList<AccRow> rows)
    {
        if (invite.Time is not null || rows.FirstOrDefault(row => row.Method == "ACK" && row.RequestTag == invite.RequestTag)?.Time is not { } time) return invite;
        return invite with { Time = time, StartedAt = invite.StartedAt.Micros == 0 ? time : invite.StartedAt };
    }

    private static CallRow Invite(AccRow row)
    {
        var disposition = Dispositions.Of(row.SipStatus);
        var isAnswered = disposition == CallDisposition.Answered;
        return row with
        {
            AnsweredAt = isAnswered ? row.Time : null,
            EndedAt = isAnswered ? null : row.Time,
            Disposition = disposition,
            Cause = isAnswered ? null : Dispositions.CauseOf(row.SipStatus),
            EndedBy = isAnswered ? CallEnd.Unknown : Dispositions.EndOf(row.SipStatus),
        };
    }

    private static CallRow Bye(AccRow row, string? caller) => row with
    {
        EndedAt = row.Time,
        SipStatus = 0,
        Disposition = CallDisposition.Answered,
        Cause = Dispositions.NormalClearing,
        EndedBy = caller is null ? CallEnd.Unknown : row.RequestTag == caller ? CallEnd.Caller : CallEnd.Callee,
    };
}
