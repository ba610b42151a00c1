using System.Collections.Immutable;

namespace Gudok.Numbers.Tests.Keys;

public sealed class NewerPurposeTests
{
    [Fact]
    public void A_purpose_that_is_newer_than_a_rotation_has_a_key_that_the_next_rotation_keeps()
    {
        var check = new KeptKey(KeyPurpose.Check, 1);
        var kept = ImmutableSortedDictionary<KeptKey, SecretKey>.Empty.Add(check, SecretKey.CreateRandom());
        using var safe = new KeySafe(SecretKey.CreateRandom(), KeyContents.Empty with { RootVersion = 2, Kept = kept }, null, null);
        using var before = safe.Take(new KeptKey(KeyPurpose.Journal, 1));
        safe.RotateRoot(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        using var after = safe.Take(new KeptKey(KeyPurpose.Journal, 1));
        Assert.Equal(before.Bytes.ToArray(), after.Bytes.ToArray());
        Assert.Throws<VaultException>(() => safe.Take(check with { Version = 2 }));
    }
}
