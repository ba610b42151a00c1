using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>A key that signs tokens, as kept in <c>desk.db</c>.</summary>
internal sealed class SigningKey
{
    /// <summary>Its <c>kid</c> (RFC 7517 §4.5).</summary>
    public required string Id { get; init; }

    /// <summary>The private key, PKCS #8 in Base64.</summary>
    [SealedField]
    public required string Secret { get; init; }

    /// <summary>From when it signs.</summary>
    public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>Until when it signs; tokens that it signed are taken for as long as they live.</summary>
    public required DateTimeOffset SignsUntil { get; set; }
}

/// <summary>How keys are kept.</summary>
internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder) => builder.ToTable("access_token_keys").HasKey(row => row.Id);
}
