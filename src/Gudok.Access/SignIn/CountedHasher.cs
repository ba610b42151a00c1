using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gudok.Access;

/// <summary>Identity's hasher, counted: hashing is what strangers can make a processor do, and that it is the same for every name is what keeps names secret.</summary>
internal sealed class CountedHasher(IOptions<PasswordHasherOptions> options, HashCount count) : PasswordHasher<Account>(options)
{
    public override string HashPassword(Account user, string password)
    {
        count.Add();
        return base.HashPassword(user, password);
    }

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        count.Add();
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

/// <summary>How many passwords one installation has hashed since it was opened.</summary>
internal sealed class HashCount
{
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Add()
    {
        Interlocked.Increment(ref _count);
        SignInMeter.Hashed.Add(1);
    }
}
