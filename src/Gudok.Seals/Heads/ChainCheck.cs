namespace Gudok.Seals;

/// <summary>Checks a whole chain: each head's form, number, link to the one before, and signature.</summary>
/// <param name="store">The chain as it is kept.</param>
/// <param name="key">The key that signed it.</param>
public sealed class ChainCheck(IHeadStore store, HeadKey key)
{
    private const int Chunk = 4096;

    /// <summary>Goes through the chain to its end, or to the first head that fails.</summary>
    public async ValueTask<ChainFinding> RunAsync(CancellationToken cancellationToken)
    {
        SignedHead? before = null;
        var ofLogs = new Dictionary<string, long>(StringComparer.Ordinal);
        while (true)
        {
            var lines = await store.ReadAsync((before?.Number ?? 0) + 1, Chunk, cancellationToken).ConfigureAwait(false);
            var heads = new SignedHead?[lines.Count];
            // A signature takes longer to check than all the rest of a head.
            Parallel.For(0, lines.Count, new ParallelOptions { CancellationToken = cancellationToken }, at =>
            {
                if (SignedHead.TryParse(lines[at], out var head) && key.HasSigned(head)) heads[at] = head;
            });
            for (var at = 0; at < heads.Length; at++)
            {
                if (Fault(before, heads[at], lines[at]) is { } text)
                {
                    var day = SignedHead.TryParse(lines[at], out var failing) ? failing.Tree.Day : before?.Tree.Day;
                    return new ChainFinding(before, ofLogs, (before?.Number ?? 0) + 1, text) { Day = day };
                }

                before = heads[at];
                ofLogs[before!.Tree.Log] = ofLogs.GetValueOrDefault(before.Tree.Log) + 1;
            }

            if (lines.Count < Chunk) return new ChainFinding(before, ofLogs, 0, "");
        }
    }

    private string? Fault(SignedHead? before, SignedHead? head, string line)
    {
        var number = (before?.Number ?? 0) + 1;
        if (head is null)
        {
            return SignedHead.TryParse(line, out var unsigned) && unsigned.KeyId != key.Id
                ? $"Head {number} was signed with another key ({unsigned.KeyId}; the key source holds {key.Id})."
                : $"Head {number} is not one that was signed.";
        }

        if (head.Number != number) return $"The chain lacks head {number}: after it comes {head.Number}.";
        return head.Previous == (before?.Hash ?? SignedHead.NoPrevious) ? null : $"Head {number} does not follow the head before it.";
    }
}
