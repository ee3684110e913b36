export class HealthDto {
  status: string;
}
