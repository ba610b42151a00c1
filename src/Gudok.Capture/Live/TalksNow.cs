using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Which extension talks with whom at this moment, by what live capture sees: calls that were answered and are not over.</summary>
/// <remarks>
/// Of each call it holds a fingerprint of its Call-ID and one of the pair of parties, both under a key that lives as long as the process: from
/// it nobody learns a number, and whoever asks has to know both. Assembly writes, once when a call is answered and once when it is over;
/// whoever asks reads without a lock. After a restart it is filled from the saved state.
/// </remarks>
public sealed class TalksNow(TimeProvider clock) : ITalkWatch
{
    /// <summary>Calls that are held; of one above it the answer is no.</summary>
    public const int Most = 100_000;

    /// <summary>A call that goes on longer, or whose end was lost so long ago, is no talk.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // By then the ledger has the call, and it is a contact that has ended.
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromSeconds(10);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly ConcurrentDictionary<UInt128, HeldTalk> _talks = new();
    private readonly Queue<(UInt128 Call, HeldTalk Talk)> _over = new();

    /// <summary>How many calls are held, those that ended a moment ago included.</summary>
    public int Count => _talks.Count;

    /// <inheritdoc />
    public bool TryTake(ReadOnlySpan<byte> callId, in Talk talk)
    {
        DropOver();
        var call = FingerprintOf(callId);
        if (!TryPair(talk.Caller, talk.Callee, out var pair)) return false;
        if (_talks.TryGetValue(call, out var held) && held.Pair == pair && held.OverAt is null) return true;
        if (_talks.Count >= Most) return false;
        _talks[call] = new HeldTalk(pair, talk.StartedAt);
        return true;
    }

    /// <inheritdoc />
    public void End(ReadOnlySpan<byte> callId)
    {
        DropOver();
        var call = FingerprintOf(callId);
        if (!_talks.TryGetValue(call, out var held)) return;
        held.OverAt = clock.GetUtcNow();
        _over.Enqueue((call, held));
    }

    /// <summary>When the calls began in which an extension and somebody outside talk now, or did seconds ago and the ledger may not know it yet.</summary>
    /// <param name="extensions">Extensions of the realm without a name.</param>
    /// <param name="person">The other side.</param>
    public IReadOnlyList<(Party Extension, Instant StartedAt)> Find(IEnumerable<Party> extensions, Party person)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        var pairs = new Dictionary<UInt128, Party>();
        foreach (var extension in extensions)
        {
            if (TryPair(extension, person, out var pair)) pairs[pair] = extension;
        }

        if (pairs.Count == 0) return [];
        var now = clock.GetUtcNow();
        var (since, began) = (now - KeptAfterEnd, Instant.From(now - Longest));
        var found = new List<(Party, Instant)>();
        foreach (var (_, held) in _talks)
        {
            if (pairs.TryGetValue(held.Pair, out var extension) && held.StartedAt >= began && !(held.OverAt < since)) found.Add((extension, held.StartedAt));
        }

        return found;
    }

    /// <summary>Forgets all of them: what they were read from proved unreadable.</summary>
    internal void Clear()
    {
        _talks.Clear();
        _over.Clear();
    }

    private void DropOver()
    {
        var since = clock.GetUtcNow() - KeptAfterEnd;
        // One that was taken again since is another.
        while (_over.TryPeek(out var first) && first.Talk.OverAt < since) _talks.TryRemove(KeyValuePair.Create(_over.Dequeue().Call, first.Talk));
    }

    // One side is of the house and the other is not: two of the house are colleagues, and none of the house is a trunk.
    private bool TryPair(Party one, Party other, out UInt128 pair)
    {
        pair = default;
        if (other.Kind == PartyKind.Internal) (one, other) = (other, one);
        if (!IsExtension(one) || other.Kind == PartyKind.Internal || !other.IsKept) return false;
        pair = FingerprintOf(one, other);
        return true;
    }

    private static bool IsExtension(Party party) => party.Kind == PartyKind.Internal && party.Scope.Length == 0 && party.Text.Length == 0;

    private UInt128 FingerprintOf(Party extension, Party person)
    {
        var identity = new byte[(2 * sizeof(ulong)) + 1 + Encoding.UTF8.GetByteCount(person.Scope) + 1 + Encoding.UTF8.GetByteCount(person.Text)];
        BinaryPrimitives.WriteUInt64LittleEndian(identity, extension.Number.Packed);
        BinaryPrimitives.WriteUInt64LittleEndian(identity.AsSpan(sizeof(ulong)), person.Number.Packed);
        var at = 2 * sizeof(ulong);
        identity[at++] = (byte)person.Kind;
        at += Encoding.UTF8.GetBytes(person.Scope, identity.AsSpan(at)) + 1;
        Encoding.UTF8.GetBytes(person.Text, identity.AsSpan(at));
        var fingerprint = FingerprintOf(identity);
        CryptographicOperations.ZeroMemory(identity);
        return fingerprint;
    }

    private UInt128 FingerprintOf(ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, octets, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed class HeldTalk(UInt128 pair, Instant startedAt)
    {
        private long _overAt;

        public UInt128 Pair { get; } = pair;

        public Instant StartedAt { get; } = startedAt;

        /// <summary>When the call was given out; null while it goes on.</summary>
        public DateTimeOffset? OverAt
        {
            get => Volatile.Read(ref _overAt) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            set => Volatile.Write(ref _overAt, value?.UtcTicks ?? 0);
        }
    }
}
