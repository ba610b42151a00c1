using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>By which provider an account was linked to a number.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261123152000_NumberProvider")]
internal sealed class NumberProviderMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("Provider", "access_numbers", nullable: true);
}
