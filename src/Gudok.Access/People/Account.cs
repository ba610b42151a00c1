using Microsoft.AspNetCore.Identity;

namespace Gudok.Access;

/// <summary>A person who may sign in, as kept in <c>desk.db</c>.</summary>
internal sealed class Account : IdentityUser
{
    /// <summary>What the person is called; null if nobody has said.</summary>
    [SealedField]
    public string? DisplayName { get; set; }

    /// <inheritdoc/>
    [SealedField]
    public override string? Email { get; set; }

    /// <summary>Nobody is found by his address, so it is kept once only, sealed.</summary>
    public override string? NormalizedEmail { get => null; set { } }

    /// <summary>No telephone of a person is kept here: a code sent by SMS is no second factor of ours.</summary>
    public override string? PhoneNumber { get => null; set { } }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the person last signed in; null before the first time.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Since when the person may not come in; null if nothing stands in the way.</summary>
    public DateTimeOffset? BlockedAt { get; set; }

    /// <summary>Until when a one-time password holds; null if the password is the person's own.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>Until when a first second factor may be set up by the password alone; null if none may.</summary>
    public DateTimeOffset? EnrolUntil { get; set; }

    /// <summary>The last step of time whose code was taken (RFC 6238 §5.2: a code is taken once).</summary>
    public long LastCodeStep { get; set; }
}
