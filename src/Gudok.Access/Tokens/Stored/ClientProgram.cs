using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>A program of another system that may ask for tokens, as kept in <c>desk.db</c>.</summary>
internal sealed class ClientProgram
{
    /// <summary>Its <c>client_id</c> (RFC 6749 §2.2).</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in people's words.</summary>
    public string? Purpose { get; set; }

    /// <summary>The acts that it may have in a token, separated by blanks.</summary>
    public required string Scopes { get; set; }

    /// <summary>Its public keys (RFC 7517), a JWK set; null if it shows a certificate instead.</summary>
    public string? Keys { get; set; }

    /// <summary>SHA-256 of the certificates it may show (RFC 8705, <c>x5t#S256</c>), separated by blanks; null for none.</summary>
    public string? Certificates { get; set; }

    /// <summary>Address ranges it may come from, separated by blanks; null for any.</summary>
    public string? Networks { get; set; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last came by a token; null before the first.</summary>
    public DateTimeOffset? LastTokenAt { get; set; }

    /// <summary>Since when it gets nothing; null if nothing stands in the way.</summary>
    public DateTimeOffset? BlockedAt { get; set; }
}

/// <summary>How programs are kept.</summary>
internal sealed class ClientProgramTable : IEntityTypeConfiguration<ClientProgram>
{
    public void Configure(EntityTypeBuilder<ClientProgram> builder) => builder.ToTable("access_clients").HasKey(row => row.Id);
}
