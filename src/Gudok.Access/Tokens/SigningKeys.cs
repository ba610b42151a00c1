using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>The keys that sign tokens: one signs, the next is shown before it does, former ones are shown as long as a token of theirs lives.</summary>
internal sealed class SigningKeys(PeopleDesk people, TokenOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>How long before it signs a key is shown, so that whoever keeps the list for an hour has it in time.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(6);

    /// <summary>How often the list is read anew, in case that it was changed otherwise.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile KeyList? _known;

    /// <summary>The key that signs now; made if there is none.</summary>
    public async ValueTask<ECDsaSecurityKey> SigningAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var held = await HeldAsync(now, cancellationToken).ConfigureAwait(false);
        // A clock that was set back may stand before them all: then the first has to do.
        return (held.LastOrDefault(key => key.SignsFrom <= now) ?? held[0]).Key;
    }

    /// <summary>Every key whose tokens may still live, and the next.</summary>
    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> ShownAsync(CancellationToken cancellationToken) =>
        [.. (await HeldAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)).Select(key => key.Key)];

    /// <summary>The public keys as a JWK set.</summary>
    public async ValueTask<string> JsonAsync(CancellationToken cancellationToken)
    {
        var shown = await ShownAsync(cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Serialize(new PublicKeySet([.. shown.Select(ToPublic)]), TokenJson.Default.PublicKeySet);
    }

    /// <summary>Lets a new key sign from now on: when the former may have been seen, its tokens are taken no more.</summary>
    public async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = clock.GetUtcNow();
            await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
            var rows = await work.Database.Set<SigningKey>().ToListAsync(cancellationToken).ConfigureAwait(false);
            work.Database.RemoveRange(rows);
            work.Database.Add(Make(now, now + options.KeyPeriod));
            await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            _known = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<IReadOnlyList<HeldKey>> HeldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_known is { } fresh && fresh.IsFresh(now)) return fresh.Keys;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var known = _known;
            if (known is not null && known.IsFresh(now)) return known.Keys;
            await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
            var rows = await work.Database.Set<SigningKey>().OrderBy(row => row.SignsFrom).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (Turn(work.Database, rows, now)) await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            // A key that is held already is not opened again: each costs work, and memory that is given back late.
            var former = known?.Keys.ToDictionary(key => key.Key.KeyId, StringComparer.Ordinal) ?? [];
            var held = new KeyList([.. rows.Select(row => former.GetValueOrDefault(row.Id) ?? Hold(row))], now);
            _known = held;
            return held.Keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes out what is over and makes what comes next.</summary>
    /// <returns>Whether anything changed.</returns>
    private bool Turn(AccessDb database, List<SigningKey> rows, DateTimeOffset now)
    {
        var over = rows.Where(row => row.SignsUntil + options.Lifetime + options.ClockSkew < now).ToList();
        foreach (var row in over)
        {
            rows.Remove(row);
            database.Remove(row);
        }

        var until = rows.Count == 0 ? now : rows[^1].SignsUntil;
        if (until < now) until = now;
        if (until - now >= Ahead) return over.Count > 0;
        // A server that slept has no key that signs now: the new one does so at once.
        var next = Make(until, until + options.KeyPeriod);
        rows.Add(next);
        database.Add(next);
        return true;
    }

    private static SigningKey Make(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var shown = new ECDsaSecurityKey(key);
        return new SigningKey
        {
            Id = Base64UrlEncoder.Encode(shown.ComputeJwkThumbprint()),
            Secret = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            SignsFrom = from,
            SignsUntil = until,
        };
    }

    private static HeldKey Hold(SigningKey row)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(row.Secret), out _);
        return new HeldKey(new ECDsaSecurityKey(key) { KeyId = row.Id }, row.SignsFrom);
    }

    private static PublicKey ToPublic(ECDsaSecurityKey key)
    {
        var shape = key.ECDsa.ExportParameters(includePrivateParameters: false);
        return new PublicKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Kid = key.KeyId,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Crv = "P-256",
            X = Base64UrlEncoder.Encode(shape.Q.X),
            Y = Base64UrlEncoder.Encode(shape.Q.Y),
        };
    }

    private sealed record HeldKey(ECDsaSecurityKey Key, DateTimeOffset SignsFrom);

    private sealed record KeyList(IReadOnlyList<HeldKey> Keys, DateTimeOffset ReadAt)
    {
        public bool IsFresh(DateTimeOffset now) => (now - ReadAt).Duration() < Remembered;
    }
}
