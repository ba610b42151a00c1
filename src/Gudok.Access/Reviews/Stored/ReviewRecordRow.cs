using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>The record of a review, as kept in <c>desk.db</c>.</summary>
internal sealed class ReviewRecordRow
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    public required string ClosedBy { get; init; }

    public required string Sha256 { get; init; }

    public required long Entry { get; init; }

    [SealedField]
    public required string Text { get; init; }

    /// <summary>Without its text.</summary>
    public ReviewRecord View() => new(Id, Kind, ClosedAt, ClosedBy, Sha256, Entry);
}

/// <summary>How records are kept.</summary>
internal sealed class ReviewRecordTable : IEntityTypeConfiguration<ReviewRecordRow>
{
    public void Configure(EntityTypeBuilder<ReviewRecordRow> builder) => builder.ToTable("access_review_records").HasKey(row => row.Id);
}
