using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>Writes new parties: their keys, durable, then themselves, durable. One caller at a time.</summary>
internal sealed class VaultWriter(KeyStore keys, IPartyRows parties) : IDisposable
{
    /// <summary>The most parties of one commit: what a kill may leave of keys without parties.</summary>
    public const int BatchLimit = 65_536;

    private const int SecretsLength = SecretKey.Length + VaultParty.SecretLength;
    private const int RandomLength = 8 + SecretsLength + PageSeal.NonceLength;

    private readonly KeyPage _page = new();
    private byte[] _entries = new byte[16 * 1024];
    private int _entriesLength;

    /// <summary>Whether an unfinished write must be made good before the next (<see cref="Reconciler"/>).</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Called between the two commits: where tests kill.</summary>
    public Action? BetweenCommits { get; set; }

    public KeyStore Keys => keys;

    public IPartyRows Parties => parties;

    /// <summary>Takes up the last page, to go on filling it; after a disagreement of the files, starts a fresh one.</summary>
    public void TakeUpTail(bool startFresh)
    {
        var last = Math.Max(parties.LastPage(), keys.LastPage());
        _entriesLength = 0;
        if (!startFresh && last >= 0 && keys.TryRead(last, _page) && _page.Count < KeyPage.Slots)
        {
            var entries = parties.Read(last);
            Reserve(entries.Length);
            entries.CopyTo(_entries, 0);
            _entriesLength = entries.Length;
        }
        else
        {
            _page.StartAt(last + 1);
        }

        IsTorn = false;
    }

    /// <summary>Creates parties; when it returns they are durable.</summary>
    /// <param name="wanted">Distinct parties that are not in the vault.</param>
    /// <param name="version">The version of their blind indexes.</param>
    /// <param name="epoch">The epoch to wrap their keys with.</param>
    /// <param name="isTaken">Whether an id was given out before.</param>
    public List<NewParty> Create(IReadOnlyList<WantedParty> wanted, int version, int epoch, Func<PartyId, bool> isTaken)
    {
        IsTorn = true;
        PassTo(version);
        var created = new List<NewParty>(wanted.Count);
        var random = new byte[wanted.Count * RandomLength];
        RandomNumberGenerator.Fill(random);
        keys.Rows.Begin();
        try
        {
            parties.Begin();
            for (var at = 0; at < wanted.Count; at++)
            {
                created.Add(Add(wanted[at], random.AsSpan(at * RandomLength, RandomLength), isTaken));
                if (_page.Count == KeyPage.Slots || at == wanted.Count - 1) WritePage(epoch);
            }

            keys.Rows.Commit();
            BetweenCommits?.Invoke();
            parties.Commit();
            IsTorn = false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(random);
            parties.Rollback();
            keys.Rows.Rollback();
        }

        return created;
    }

    /// <summary>Refuses if a party's key could not be wiped now.</summary>
    /// <exception cref="IOException">Somebody is in the way; nothing was changed.</exception>
    public void RequireErasable(int ordinal) => keys.RequirePurgeable(ordinal / KeyPage.Slots);

    /// <summary>Wipes a party's key, salt and blind index down to the raw bytes.</summary>
    public void Erase(int ordinal, int epoch)
    {
        long number = ordinal / KeyPage.Slots;
        using var other = new KeyPage();
        var page = number == _page.Number ? _page : other;
        if (page == other && !keys.TryRead(number, other)) return;
        page.Erase(ordinal % KeyPage.Slots);
        IsTorn = page == _page;
        keys.InTransaction(() =>
        {
            keys.Write(page, epoch);
            keys.Purge(number);
        });
        IsTorn = false;
    }

    /// <summary>Seals pages anew under an epoch.</summary>
    public void Rewrap(IEnumerable<long> pages, int epoch)
    {
        using var page = new KeyPage();
        keys.InTransaction(() =>
        {
            foreach (var number in pages)
            {
                if (keys.TryRead(number, page)) keys.Write(page, epoch);
            }
        });
    }

    /// <summary>Computes the blind indexes of pages anew, in one transaction.</summary>
    /// <param name="pages">The pages; those that are of that version already are passed over.</param>
    /// <param name="index">The version to compute.</param>
    /// <param name="epoch">The epoch to wrap with.</param>
    /// <returns>The first bits of the new indexes, for memory.</returns>
    /// <exception cref="VaultException">GDK-2104 or GDK-2106: a page was changed or is damaged.</exception>
    public List<RenewedParty> Renew(IReadOnlyList<long> pages, BlindIndex index, int epoch)
    {
        var renewed = new List<RenewedParty>(pages.Count * KeyPage.Slots);
        using var other = new KeyPage();
        keys.InTransaction(() =>
        {
            foreach (var number in pages)
            {
                var page = number == _page.Number ? _page : other;
                if (page == other && !keys.TryRead(number, other) || page.Version == index.Version) continue;
                IsTorn |= page == _page;
                PageRenewal.Renew(page, parties.Read(number), index, renewed);
                keys.Write(page, epoch);
            }
        });
        IsTorn = false;
        return renewed;
    }

    /// <summary>Makes good what a failed write left, before the next write.</summary>
    public void Mend()
    {
        // What was erased and is readable still, because something was in the way.
        keys.Rows.Settle();
        if (IsTorn) TakeUpTail(Reconciler.DropKeysWithoutParty(keys, parties));
    }

    public void Dispose() => _page.Dispose();

    private NewParty Add(WantedParty wanted, ReadOnlySpan<byte> random, Func<PartyId, bool> isTaken)
    {
        var id = new PartyId(BitConverter.ToUInt64(random));
        while (id.IsNone || isTaken(id)) id = new PartyId(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        var secrets = random.Slice(8, SecretsLength);
        var ordinal = KeyPage.OrdinalOf(_page.Number, _page.Count);
        _page.Add(id, secrets, wanted.Blind);
        Reserve(_entriesLength + PartySeal.LengthOf(wanted.Identity.Length));
        _entriesLength += PartySeal.Seal(id, secrets[..SecretKey.Length], random[^PageSeal.NonceLength..], wanted.Identity,
            _entries.AsSpan(_entriesLength));
        var handle = new VaultParty(id, wanted.Party, secrets[..SecretKey.Length], secrets[SecretKey.Length..], wanted.Identity);
        return new NewParty(handle, PartyMemory.Prefix(wanted.Blind), ordinal);
    }

    /// <summary>Blind indexes of two versions never share a page: a newer one begins a page of its own.</summary>
    private void PassTo(int version)
    {
        if (_page.Version == version) return;
        if (_page.Count > 0)
        {
            _page.StartAt(_page.Number + 1);
            _entriesLength = 0;
        }

        _page.Version = version;
    }

    private void WritePage(int epoch)
    {
        keys.Write(_page, epoch);
        parties.Write(_page.Number, _page.Count, _entries.AsSpan(0, _entriesLength));
        if (_page.Count < KeyPage.Slots) return;
        _page.StartAt(_page.Number + 1);
        _entriesLength = 0;
    }

    private void Reserve(int length)
    {
        if (length > _entries.Length) Array.Resize(ref _entries, Math.Max(length, _entries.Length * 2));
    }
}

/// <summary>A party that is to be created.</summary>
/// <param name="Party">The party.</param>
/// <param name="Identity">Its identity's bytes.</param>
/// <param name="Blind">Its blind index, 16 octets.</param>
internal readonly record struct WantedParty(Party Party, byte[] Identity, byte[] Blind);
