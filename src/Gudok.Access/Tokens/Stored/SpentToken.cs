using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>An assertion that was used, or a token that was revoked: kept until it would have ended by itself.</summary>
internal sealed class SpentToken
{
    /// <summary>SHA-256 of whose it was and of its <c>jti</c>, in hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>How they are kept.</summary>
internal sealed class SpentTokenTable : IEntityTypeConfiguration<SpentToken>
{
    public void Configure(EntityTypeBuilder<SpentToken> builder)
    {
        builder.ToTable("access_spent_tokens").HasKey(row => row.Id);
        builder.HasIndex(row => row.EndsAt);
    }
}
