using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Closings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Closings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false),
                    Results = table.Column<string>(type: "text", nullable: false),
                    Reopened = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReopenedBy = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ReopenedWhy = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Closings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClosingReasons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Closing = table.Column<Guid>(type: "uuid", nullable: false),
                    Of = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Called = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClosingReasons", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ClosingReasons_Closings_Closing",
                        column: x => x.Closing,
                        principalTable: "Closings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ClosingReasons_Closing_Of",
                table: "ClosingReasons",
                columns: new[] { "Closing", "Of" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClosingReasons_Of",
                table: "ClosingReasons",
                column: "Of");

            migrationBuilder.CreateIndex(
                name: "IX_Closings_Process_Number",
                table: "Closings",
                columns: new[] { "Process", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClosingReasons");

            migrationBuilder.DropTable(
                name: "Closings");
        }
    }
}
