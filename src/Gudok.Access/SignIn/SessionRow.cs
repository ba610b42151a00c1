using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>A session as kept in <c>desk.db</c>: what a browser holds is a random token, of which only the hash is here.</summary>
internal sealed class SessionRow
{
    /// <summary>What lists and the journal call it; it opens nothing.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }

    public required string AccountId { get; init; }

    public required SessionStage Stage { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ends, however much it is used.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>By what the person signed in: <c>code</c>, <c>recovery-code</c>, <c>passkey</c>, <c>setup</c>, <c>demo</c>, <c>external</c>; <c>password</c> before the second factor.</summary>
    public required string Way { get; init; }

    /// <summary>Id of the provider by which the sign-in began; null if it began here.</summary>
    public string? Provider { get; init; }

    /// <summary>When the person last showed here or at the provider who it is; null if the provider did not say. A provider may let in by a session of its own, without asking anybody.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    [SealedField]
    public string? Address { get; init; }

    [SealedField]
    public string? Device { get; init; }
}

/// <summary>How sessions are kept.</summary>
internal sealed class SessionTable : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("access_sessions").HasKey(row => row.Id);
        builder.HasIndex(row => row.TokenHash).IsUnique();
        builder.Property(row => row.Stage).HasConversion<string>();
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
