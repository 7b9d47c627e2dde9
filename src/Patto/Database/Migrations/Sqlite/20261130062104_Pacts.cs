using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Pacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PactCommitments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pact = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ForWhom = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Keepers = table.Column<string>(type: "TEXT", nullable: false),
                    Due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    MeasuredBy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Resources = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    CarriesOut = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Updates = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    RemindedBefore = table.Column<string>(type: "TEXT", nullable: true),
                    RemindedAfter = table.Column<string>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PactCommitments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Pacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Text = table.Column<Guid>(type: "TEXT", nullable: true),
                    Edition = table.Column<int>(type: "INTEGER", nullable: true),
                    Protocol = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ProtocolDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Opened = table.Column<string>(type: "TEXT", nullable: true),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Review = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReviewReminded = table.Column<string>(type: "TEXT", nullable: true),
                    Reviews = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pacts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PactSignatories",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pact = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Body = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IsNamed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Delegate = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Mail = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Asked = table.Column<string>(type: "TEXT", nullable: true),
                    SignedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Declined = table.Column<string>(type: "TEXT", nullable: true),
                    DeclinedWhy = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    WithdrawnOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    WithdrawnWhy = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PactSignatories", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PactCommitments_Authority_Code",
                table: "PactCommitments",
                columns: new[] { "Authority", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PactCommitments_Due",
                table: "PactCommitments",
                column: "Due");

            migrationBuilder.CreateIndex(
                name: "IX_PactCommitments_Pact",
                table: "PactCommitments",
                column: "Pact");

            migrationBuilder.CreateIndex(
                name: "IX_PactCommitments_Process",
                table: "PactCommitments",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_Pacts_Process",
                table: "Pacts",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_Pacts_State_Review",
                table: "Pacts",
                columns: new[] { "State", "Review" });

            migrationBuilder.CreateIndex(
                name: "IX_PactSignatories_Pact",
                table: "PactSignatories",
                column: "Pact");

            migrationBuilder.CreateIndex(
                name: "IX_PactSignatories_Process",
                table: "PactSignatories",
                column: "Process");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PactCommitments");

            migrationBuilder.DropTable(
                name: "Pacts");

            migrationBuilder.DropTable(
                name: "PactSignatories");
        }
    }
}
