using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>Records of reviews.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122234500_Reviews")]
internal sealed class ReviewsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "access_review_records",
        table => new
        {
            Id = table.Column<string>(nullable: false),
            Kind = table.Column<string>(nullable: false),
            ClosedAt = table.Column<long>(nullable: false),
            ClosedBy = table.Column<string>(nullable: false),
            Sha256 = table.Column<string>(nullable: false),
            Entry = table.Column<long>(nullable: false),
            Text = table.Column<byte[]>(nullable: false),
        },
        constraints: table => table.PrimaryKey("PK_access_review_records", row => row.Id));
}
